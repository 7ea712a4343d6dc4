/** What of a JSON Schema the document uses. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  anyOf?: readonly Schema[];
  enum?: readonly unknown[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  example?: unknown;
}
export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}
interface Content {
  schema: Schema;
}
interface Described {
  operationId: string;
  parameters?: readonly Parameter[];
  requestBody?: { content: Readonly<Record<string, Content>> };
  responses: Readonly<Record<string, { content?: Readonly<Record<string, Content>> }>>;
}
export interface ApiDocument {
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  components: { schemas: Readonly<Record<string, Schema>> };
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  parameters: readonly Parameter[];
  /** Name of the schema of a JSON body; `file`: bytes; null: none. */
  body: string | null;
  /** Status → media types, each with its schema. */
  answers: Readonly<Record<string, { content?: Readonly<Record<string, Content>> }>>;
}

/** Every operation of the document, in its order. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      body: bodyOf(operation),
      answers: operation.responses,
    })),
  );
}

function bodyOf({ requestBody }: Described): string | null {
  if (!requestBody) return null;
  return requestBody.content['application/json']?.schema.$ref?.split('/').at(-1) ?? 'file';
}
