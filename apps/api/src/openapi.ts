import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { EVENT_DATA, EVENT_SCHEMAS } from './event-schemas.js';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { finish } from './openapi-finish.js';
import { operationId } from './operation-ids.js';
import { Problem, ProblemPart } from './problem.js';
import { PROGRAM_VERSION } from './program-version.js';

const DESCRIPTION = `An event-sourced record of who answers for what.

**Commands** are POST to the resource they act on: \`POST /tasks\` makes a task, \`POST /tasks/completions\` reports one
done. The last part names what is recorded; all ids stand in the body. Each answers 201 with a receipt; send an
\`Idempotency-Key\` and a retry has no second effect. **Queries** are GET; each takes \`asOf\` (how things stood on a
date) and \`knownAt\` (what was on record by then), gives both back, and names the records that made the answer.

Dates are civil dates \`YYYY-MM-DD\` in Asia/Ho_Chi_Minh; an \`until\` is the first day on which the old state no longer
holds. Instants are UTC. Every answer that is not a success is \`application/problem+json\` in Vietnamese, or in English
by \`Accept-Language\`. An access token says who asks (\`Authorization: Bearer …\`); \`Acting-Office\` says in which of their
offices they act.`;

/** The OpenAPI 3.1 document, made of the routes and the checks of their fields. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Trách Nhiệm')
    .setDescription(DESCRIPTION)
    .setVersion(PROGRAM_VERSION)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'token')
    .addSecurityRequirements('token')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [Problem, ProblemPart],
    operationIdFactory: operationId,
  });
  document.components ??= {};
  document.components.schemas = {
    ...document.components.schemas,
    ...ANSWER_SCHEMAS,
    ...Object.fromEntries(EVENT_SCHEMAS),
    ...EVENT_DATA,
  };
  return finish(document);
}
