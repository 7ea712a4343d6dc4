import { isPublic } from './public-addresses.js';

describe('what is open to everybody', () => {
  it.each([
    'GET /',
    'HEAD /health/live',
    'GET /docs',
    'GET /docs/swagger-ui.css',
    'GET /log/checkpoint',
    'GET /log/tile/0/x001/x234/067',
    'GET /access-log/tile/1/000.p/7',
    'GET /event-schemas/TaskAssigned',
    'GET /events/6f0f0e5e-6a2f-5d0c-9a53-0d7b4f6a2f11/proof',
  ])('is %s', (address) => {
    expect(isPublic(...parts(address))).toBe(true);
  });

  it.each([
    'POST /health/live',
    'GET /tasks',
    'GET /log/tile/entries/000',
    'GET /access-log/tile/entries/000',
    'GET /LOG/tile/entries/000',
    'GET /log/tile/%65ntries/000',
    'GET /log/leaves/000',
    'GET /access-log',
    'GET /docs/../tasks',
    'GET //tasks',
    'GET /events/6f0f0e5e-6a2f-5d0c-9a53-0d7b4f6a2f11/leaf',
    'GET /event-schemas/TaskAssigned/more',
  ])('is not %s', (address) => {
    expect(isPublic(...parts(address))).toBe(false);
  });
});

function parts(address: string): [string, string] {
  const [method = '', path = ''] = address.split(' ');
  return [method, path];
}
