import { StaleRevision, requireExpected, streamMark } from '#commands/precondition.js';
import { entityTagsIn, namesAnswer, preconditionOf, tagOf } from './entity-tag.js';

const STREAM = 'task-nv-1';
const tag = tagOf(STREAM, 4, '{"a":1}');
const tagsIn = (header: string) => {
  const tags = entityTagsIn(header);
  if (tags === null) throw new Error(`not a list of tags: ${header}`);
  return tags;
};
const holds = (header: string, stream: string, length: number): boolean => {
  try {
    requireExpected(preconditionOf(tagsIn(header)), stream, length);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(StaleRevision);
    return false;
  }
};

describe('entity tags', () => {
  it('read as RFC 9110 writes them', () => {
    expect(entityTagsIn('*')).toBe('*');
    expect(entityTagsIn('"4"')).toEqual([{ weak: false, tag: '4' }]);
    expect(entityTagsIn(' "a,b" ,, W/"" ,"é"')).toEqual([
      { weak: false, tag: 'a,b' },
      { weak: true, tag: '' },
      { weak: false, tag: 'é' },
    ]);
    for (const wrong of ['', ',', '4', '"4', '"a b"', '*, "4"', 'w/"4"', '"4" "5"'])
      expect(entityTagsIn(wrong)).toBeNull();
  });

  it.each<[string, string, string, number, boolean]>([
    ['the tag of an answer, as long as the stream is where it was', `"${tag}"`, STREAM, 5, true],
    ['not when it has moved on', `"${tag}"`, STREAM, 6, false],
    ['not when it was read of another stream', `"${tag}"`, 'task-nv-2', 5, false],
    ['of a compressed answer too', `"${tag}-gzip"`, STREAM, 5, true],
    ['the revision of a receipt alone', '"4"', STREAM, 5, true],
    ['the revision with the mark of the stream', `"4.${streamMark(STREAM)}"`, STREAM, 5, true],
    ['one of a list', '"3", "4"', STREAM, 5, true],
    ['never a weak one', 'W/"4"', STREAM, 5, false],
    ['never one of another make', '"abc", "4x", "-4"', STREAM, 5, false],
    ['any revision, if it is on record', '*', STREAM, 1, true],
    ['no revision, if it is not', '*', STREAM, 0, false],
    ['nor revision 0 of what is not on record', '"0"', STREAM, 0, false],
  ])('If-Match takes %s', (_, header, stream, length, expected) => {
    expect(holds(header, stream, length)).toBe(expected);
  });

  it('If-None-Match finds the same bytes, compressed or not, and no others', () => {
    expect(namesAnswer(tagsIn(`"x", W/"${tag}-br"`), tag)).toBe(true);
    expect(namesAnswer('*', tag)).toBe(true);
    expect(namesAnswer(tagsIn('"4"'), tag)).toBe(false);
    expect(namesAnswer(tagsIn(`"${tag}"`), tagOf(STREAM, 4, '{"a":2}'))).toBe(false);
    expect(namesAnswer(tagsIn(`"${tag}"`), tagOf(STREAM, 5, '{"a":1}'))).toBe(false);
  });
});
