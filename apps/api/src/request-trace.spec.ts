import { correlationIn } from './request-trace.js';

const ID = '0b5d5a86-3b1f-5a43-9f0e-5d2b1c7a9e11';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('a correlation id', () => {
  it.each<[string, Record<string, string>, string | null]>([
    [
      'is what the caller says',
      { 'x-correlation-id': ID.toUpperCase(), traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
      ID,
    ],
    [
      'is the trace of a traceparent',
      { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
      '4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
    ],
    [
      'also of a later version',
      { traceparent: `01-${TRACE}-00f067aa0ba902b7-01-more` },
      '4bf92f35-77b3-4da6-a3ce-929d0e0e4736',
    ],
    ['is none of a version that is forbidden', { traceparent: `ff-${TRACE}-00f067aa0ba902b7-01` }, null],
    ['is none of a trace of zeros', { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` }, null],
    ['is none of a parent of zeros', { traceparent: `00-${TRACE}-${'0'.repeat(16)}-01` }, null],
    ['is none of capital letters', { traceparent: `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01` }, null],
    ['is none where nothing is said', {}, null],
  ])('%s', (_, headers, expected) => {
    expect(correlationIn(headers)).toBe(expected);
  });
});
