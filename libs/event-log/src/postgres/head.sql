SELECT coalesce(max(ordinal), 0) AS head FROM {schema}.event
