import type { OpenAPIObject } from '@nestjs/swagger';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const;

/** Which methods and forms there are at a path, to tell 405 and 406 from 404. Filled from the OpenAPI document, which names every route. */
export class RouteTable {
  private routes: { pattern: RegExp; forms: ReadonlyMap<string, string[]> }[] = [];

  fill(paths: Paths): void {
    this.routes = Object.entries(paths).map(([path, operations]) => ({
      pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}/?$`, 'i'),
      forms: new Map(
        METHODS.flatMap((method) => {
          const operation = operations[method];
          return operation ? [[method.toUpperCase(), formsOf(operation)]] : [];
        }),
      ),
    }));
  }

  methodsAt(path: string): string[] {
    const methods = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ forms }) => [...forms.keys()]);
    return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].sort();
  }

  /** Media types of the answers of a route; none: it answers without a body, or there is no such route. */
  formsAt(method: string, path: string): string[] {
    const asked = method === 'HEAD' ? 'GET' : method;
    const found = this.routes.filter(({ pattern, forms }) => forms.has(asked) && pattern.test(path));
    return [...new Set(found.flatMap(({ forms }) => forms.get(asked) ?? []))];
  }
}

function formsOf({ responses }: Operation): string[] {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return good.flatMap(([, answer]) => (answer && 'content' in answer ? Object.keys(answer.content ?? {}) : []));
}
