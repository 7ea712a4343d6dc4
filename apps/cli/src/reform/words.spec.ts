import { editDistance, exactKey, kindAndName, looseKey } from './names.js';
import { readWords } from './words.js';

const read = (words: string) =>
  readWords(words).units.map((u) => {
    const where = u.district ? ` @${u.district.name}${u.district.hinted ? '?' : ''}` : '';
    return `${u.kind ?? '-'} ${u.name} ${u.share}${where}${u.otherParts.map((p) => ` +${p}`).join('')}`;
  });

describe('names', () => {
  it.each([
    ['Phường Hoà Bình', 'Phường Hòa Bình'],
    ['Phường 01', 'phường 1'],
    ['Phường IV', 'Phường 4'],
    ['Xã Hòa Tú II', 'Xã Hoà Tú 2'],
    ['Xã\u00a0Yên Thành', 'Xã Yên Thành'],
    ['Xã M’Drắk', "Xã M'Drắk"],
    ['Thị trấn N.T Phong Hải', 'Thị trấn Nông trường Phong Hải'],
    ['Bà Rịa-Vũng Tàu', 'Bà Rịa - Vũng Tàu'],
    ['Thụỵ Hương'.replace('ụỵ', 'uỵ'), 'Thụy Hương'],
  ])('%s is %s', (a, b) => {
    expect(exactKey(a)).toBe(exactKey(b));
    expect(exactKey(a.normalize('NFD'))).toBe(exactKey(b));
  });
  it('tones and letters that differ are different names, until marks are left out', () => {
    expect(exactKey('Xã Tân Thành')).not.toBe(exactKey('Xã Tân Thanh'));
    expect(looseKey('Xã Đắk Plô')).toBe(looseKey('xã dak plo'));
    expect(looseKey('Mỹ Lý')).toBe(looseKey('Mĩ Lí'));
  });
  it('the kind stands before the name, also twice', () => {
    expect(kindAndName('phường  Phường Minh Khai', ['phường', 'xã'])).toEqual({ kind: 'phường', name: 'Minh Khai' });
    expect(kindAndName('xã Yên Định Xã Yên Định', ['phường', 'xã'])).toEqual({ kind: 'xã', name: 'Yên Định' });
    expect(kindAndName('Thủ Thừa', ['phường'])).toEqual({ kind: null, name: 'Thủ Thừa' });
  });
  it('counts the letters that differ', () => {
    expect([editDistance('', 'ab'), editDistance('ngoclay', 'ngoklay'), editDistance('a', 'a')]).toEqual([2, 1, 0]);
  });
});

describe('the words of a new unit', () => {
  it('are cut at commas and và, not inside of brackets nor of names', () => {
    expect(read('Thị trấn A, Xã Lao Và Chải và Xã B')).toEqual([
      'thị trấn A whole',
      'xã Lao Và Chải whole',
      'xã B whole',
    ]);
  });
  it('name a district behind a unit; for those before it that is a hint', () => {
    expect(read('Phường 10, Phường 11 (Quận 6), Phường 16 (Quận 8)')).toEqual([
      'phường 10 whole @Quận 6?',
      'phường 11 whole @Quận 6',
      'phường 16 whole @Quận 8',
    ]);
    expect(read('Xã Đăk Long (thuộc huyện Đăk Hà), Xã C (thành phô D)')).toEqual([
      'xã Đăk Long whole @huyện Đăk Hà',
      'xã C whole @thành phố D',
    ]);
  });
  it('say what is a part and what is the rest, one by one or for several', () => {
    expect(
      read(
        'Phường A, một phần diện tích TN, quy mô dân số của các phường B, C, một phần diện tích TN của Phường D, Xã E',
      ),
    ).toEqual(['phường A whole', 'phường B part', 'phường C part', 'phường D part', 'xã E whole']);
    expect(read('Xã A, và phần còn lại của xã  Xã B sau khi sắp xếp theo quy định tại khoản 99 Điều này')).toEqual([
      'xã A whole',
      'xã B rest',
    ]);
    expect(read('Xã A, Xã B (một phần)')).toEqual(['xã A whole', 'xã B part']);
    expect(read('Xã A (phần còn lại sau khi sáp nhập vào xã B, phường C), Xã D')).toEqual([
      'xã A rest +xã B +phường C',
      'xã D whole',
    ]);
    expect(read('Toàn bộ diện tích TN, quy mô dân số của các phường Phường A và Phường B, Phường C')).toEqual([
      'phường A whole',
      'phường B whole',
      'phường C whole',
    ]);
  });
  it('that name no unit are told apart; "giữ nguyên" names the unit itself', () => {
    expect(readWords('Xã A và khu vực bãi bồi ven biển (do huyện B quản lý), Xóm C').others).toHaveLength(2);
    expect(readWords('giữ nguyên')).toEqual({ kept: true, units: [], others: [] });
  });
});
