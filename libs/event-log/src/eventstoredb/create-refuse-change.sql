CREATE OR REPLACE FUNCTION log_index_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'log_index is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$
