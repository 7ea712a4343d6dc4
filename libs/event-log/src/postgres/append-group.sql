SELECT head, refused, actual FROM {schema}.append_group($1, $2, $3, $4)
