-- Only wakes those who wait: readers poll, and a lost notification costs a moment.
CREATE TRIGGER wake_readers AFTER INSERT ON {schema}.event
  FOR EACH STATEMENT EXECUTE FUNCTION {schema}.wake_readers()
