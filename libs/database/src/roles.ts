/** The login roles, none of which is a superuser. What each may do with a table is granted by the migrations. */
export const ROLES = {
  /** Owns the database and runs the migrations. */
  owner: 'trachnhiem_owner',
  /** Appends to the log and reads it. */
  app: 'trachnhiem_app',
  /** Writes the read models. */
  projector: 'trachnhiem_projector',
  /** Reads the read models in somebody's name: of what is restricted it sees what that one does, and nothing without a name. */
  reader: 'trachnhiem_reader',
  /** Reads the whole index of facts, for decisions and for the facts that all questions of a process share. */
  context: 'trachnhiem_context',
} as const;

export type RoleKey = keyof typeof ROLES;
export const ROLE_KEYS: readonly RoleKey[] = ['owner', 'app', 'projector', 'reader', 'context'];
export const SUPERUSER = 'postgres';

/** Passwords of the embedded cluster, base64url, so that they need no quoting in SQL and none in a URL. */
export type Passwords = Readonly<Record<RoleKey | 'superuser', string>>;

/**
 * Creates the roles or sets their passwords anew: one statement a line, may be run again. PostgreSQL's single-user mode
 * runs it, so the passwords pass through no file, no argument list and no socket.
 */
export function roleStatements(passwords: Passwords): string[] {
  return [
    `ALTER ROLE ${SUPERUSER} PASSWORD '${passwords.superuser}';`,
    ...ROLE_KEYS.flatMap((key) => [
      `DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${ROLES[key]}') THEN CREATE ROLE ${ROLES[key]}; END IF; END$$;`,
      `ALTER ROLE ${ROLES[key]} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '${passwords[key]}';`,
    ]),
  ];
}

/** Takes the rights of everybody off the schema `public` of the connected database. Run in template1, every new database inherits it. */
export const PUBLIC_SCHEMA_STATEMENT = 'REVOKE ALL ON SCHEMA public FROM PUBLIC;';

/** Creates a database that the owner owns and that only the roles may enter; `name` is a plain lower-case identifier. */
export function databaseStatements(name: string): string[] {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new RangeError(`not a plain database name: ${name}`);
  return [
    `CREATE DATABASE ${name} OWNER ${ROLES.owner};`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC;`,
    connectStatement(name),
  ];
}

/** Lets the roles enter a database that exists. */
export function connectStatement(name: string): string {
  return `GRANT CONNECT ON DATABASE ${name} TO ${ROLE_KEYS.map((key) => ROLES[key]).join(', ')};`;
}

/** Who may log in to the embedded cluster, and how: nobody without a password, and nobody from another machine. */
export const HOST_BASED_AUTHENTICATION = `# Written by trachnhiem at the first start.
# TYPE  DATABASE  USER  ADDRESS       METHOD
host    all       all   127.0.0.1/32  scram-sha-256
`;
