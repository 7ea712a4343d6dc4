import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { RequestProblem } from './problem.js';

/** Said by whoever compares, once for each side. */
const SAID_OUTSIDE = ['asOf', 'knownAt', 'atLeast', 'format'];
const COMPARE = '/compare';
const HERE = 'http://view.invalid';

/**
 * The pages of the API that answer from facts: they take both times and give JSON. A view is one of them and nothing else:
 * no other method, no other host, not the comparison itself. Filled from the OpenAPI document, which names every route.
 */
@Injectable()
export class ViewTable {
  private patterns: RegExp[] = [];

  fill(paths: OpenAPIObject['paths']): void {
    this.patterns = Object.entries(paths).flatMap(([path, { get }]) => {
      const names = (get?.parameters ?? []).flatMap((p) => ('name' in p ? [p.name] : []));
      const json = JSON.stringify(get?.responses['200'] ?? {}).includes('application/json');
      const ofFacts = names.includes('asOf') && names.includes('knownAt') && json && path !== COMPARE;
      return ofFacts ? [new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`)] : [];
    });
  }

  /** The view as a path with its query, without times. @throws {RequestProblem} it is none */
  viewOf(text: string): URL {
    const path = `/${text.replace(/^\//, '')}`;
    if (!URL.canParse(path, HERE)) throw notAView('isView');
    const url = new URL(path, HERE);
    const isView = url.origin === HERE && url.hash === '' && this.patterns.some((p) => p.test(url.pathname));
    if (!isView) throw notAView('isView');
    if (SAID_OUTSIDE.some((name) => url.searchParams.has(name))) throw notAView('isViewWithoutTimes');
    return url;
  }
}

function notAView(code: string): RequestProblem {
  return new RequestProblem('invalid-query', [{ where: 'view', code }], 'parameter');
}
