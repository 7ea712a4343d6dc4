import createClient from 'openapi-fetch';
import type { components, paths } from './api.js';

/** Each line that ends in `refused` is wrong, and the compiler has to say so; a test compares the lines. */
const client = createClient<paths>({ baseUrl: 'http://127.0.0.1:3000' });
const place = { unitId: 'qa', name: 'Quận A', from: '2003-12-01' };

await client.POST('/units/places', { body: { ...place, level: 'district' } });
await client.POST('/units/places', { body: { ...place, level: 'galaxy' } }); // refused
await client.POST('/units/places', { body: place }); // refused
await client.POST('/units/places', { body: { ...place, level: 'district', colour: 'red' } }); // refused
await client.POST('/units/places', { body: { ...place, level: 'district', from: 2003 } }); // refused
await client.POST('/units/palaces', { body: place }); // refused
await client.GET('/tasks/{taskId}/who-answers', { params: { path: { task: 'nv-1' } } }); // refused
await client.GET('/tasks/{taskId}/who-answers', { params: { path: { taskId: 'nv-1' }, query: { day: '2021-09-01' } } }); // refused

const { data } = await client.GET('/tasks/{taskId}/who-answers', { params: { path: { taskId: 'nv-1' } } });
const capacities: string[] = data?.lines.map((line) => line.capacity) ?? [];
const scores = data?.lines.map((line) => line.score); // refused
const holders: string[] = data?.lines.map((line) => line.holder) ?? []; // refused
const day: number = data?.asOf ?? 0; // refused
const status: components['schemas']['WhoAnswers']['status']['status'] = 'nearly-done'; // refused

export { capacities, day, holders, scores, status };
