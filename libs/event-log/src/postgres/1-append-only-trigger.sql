-- Grants stop the login roles; this stops the owner of the table too, even if no row would be touched.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.event
  FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse_change()
