import { bind, type OfficialPlace, type RegisteredPlace } from './binding.js';

const OFFICIAL: OfficialPlace[] = [
  { code: '01', name: 'Thành phố Hà Nội', level: 'province', above: null },
  { code: '79', name: 'Thành phố Hồ Chí Minh', level: 'province', above: null },
  { code: '008', name: 'Quận Hoàng Mai', level: 'district', above: '01' },
  { code: '009', name: 'Quận Bên', level: 'district', above: '01' },
  { code: '701', name: 'Quận 1', level: 'district', above: '79' },
  { code: '00301', name: 'Phường Hoà Bình', level: 'commune', above: '008' },
  { code: '00302', name: 'Phường Trùng', level: 'commune', above: '008' },
  { code: '00401', name: 'Phường Trùng', level: 'commune', above: '009' },
  { code: '00402', name: 'Xã Hoà Bình', level: 'commune', above: '009' },
];
const place = (
  unit: string,
  name: string,
  level: string,
  parent: string | null,
  from = '2020-01-01',
): RegisteredPlace => ({
  unit,
  name,
  level,
  parent,
  from,
});
const bound = (places: RegisteredPlace[]) => {
  const { byCode, unbound } = bind(places, OFFICIAL, '2025-07-01');
  const pairs = [...byCode].flatMap(([code, list]) => list.map((b) => `${b.unit}=${code}`));
  return [pairs.sort(), unbound.map((p) => p.unit)];
};

describe('binding units on record to the list', () => {
  const hn = place('hn', 'TP Hà Nội', 'province', 'vn');
  const hm = place('hm', 'Quận Hoàng Mai'.normalize('NFD'), 'district', 'hn');
  it('goes by name and by the unit above, whatever the form of the letters', () => {
    const hoaBinh = place('hm-hb', 'Phường Hòa Bình', 'commune', 'hm');
    expect(bound([hoaBinh, hm, hn])).toEqual([['hm-hb=00301', 'hm=008', 'hn=01'], []]);
  });
  it('a commune straight under its province is bound where the name occurs once', () => {
    expect(
      bound([hn, place('a', 'Xã Hoà Bình', 'commune', 'hn'), place('b', 'Phường Trùng', 'commune', 'hn')]),
    ).toEqual([['a=00402', 'hn=01'], ['b']]);
  });
  it('two that are the same on record are both bound; one of no list is left alone', () => {
    const twice = [
      hn,
      hm,
      place('dvhc-008', 'Quận Hoàng Mai', 'district', 'hn'),
      place('x', 'Quận Lạ', 'district', 'hn'),
    ];
    expect(bound(twice)).toEqual([['dvhc-008=008', 'hm=008', 'hn=01'], ['x']]);
  });
  it('the same name under another province is another unit, and a unit of after the reform is none of the list', () => {
    const elsewhere = place('q', 'Quận 1', 'district', 'hn');
    const later = place('dvhc2025-00301', 'Phường Hoà Bình', 'commune', 'hn', '2025-07-01');
    expect(bound([hn, elsewhere, later])).toEqual([['hn=01'], ['q']]);
  });
});
