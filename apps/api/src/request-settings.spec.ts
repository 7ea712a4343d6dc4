import { requestSettings } from './request-settings.js';

describe('settings of requests', () => {
  it('let no other origin in and believe no proxy if nothing is said', () => {
    expect(requestSettings({})).toMatchObject({ corsOrigins: [], trustedProxies: [], log: 'requests' });
  });

  it('take a list of origins', () => {
    const { corsOrigins } = requestSettings({ CORS_ORIGINS: 'https://a.example.vn, http://localhost:8080' });
    expect(corsOrigins).toEqual(['https://a.example.vn', 'http://localhost:8080']);
  });

  it.each([
    [{ CORS_ORIGINS: '*' }, /no origin/],
    [{ CORS_ORIGINS: 'https://a.example.vn/' }, /no origin/],
    [{ CORS_ORIGINS: 'null' }, /no origin/],
    [{ RATE_READS: '0' }, /RATE_READS is not a number/],
    [{ RATE_COMMANDS: '1e3' }, /RATE_COMMANDS is not a number/],
    [{ LOG_LEVEL: 'debug' }, /LOG_LEVEL is not a level/],
  ])('refuse %j in a sentence', (env, message) => {
    expect(() => requestSettings(env)).toThrow(message);
  });
});
