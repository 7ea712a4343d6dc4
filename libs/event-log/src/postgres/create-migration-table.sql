-- Which versions of this schema were applied. Only the owner reads and writes it.
CREATE TABLE IF NOT EXISTS {schema}.migration (
  version    integer PRIMARY KEY,
  applied_at timestamptz NOT NULL DEFAULT now()
)
