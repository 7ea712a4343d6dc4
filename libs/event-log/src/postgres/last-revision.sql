SELECT max(e.revision) AS last FROM {schema}.event e WHERE e.stream = $1
