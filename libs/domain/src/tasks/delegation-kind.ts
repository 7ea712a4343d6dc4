/**
 * R5: what a delegation moves, by kind. The legal basis is our reading (Luật Tổ chức chính quyền địa phương số
 * 72/2025/QH15, Điều 12–14); a lawyer has to check it before it is relied on.
 */
export type DelegationKind = 'giao-viec' | 'uy-quyen' | 'phan-cap' | 'phan-quyen';

export interface DelegationEffect {
  delegator: 'answers' | 'oversees';
  delegate: 'executes' | 'answers';
  /** May the delegate pass it on? */
  passedOn: boolean;
  legalBasis: string;
}

export const DELEGATION_KINDS: Readonly<Record<DelegationKind, DelegationEffect>> = {
  'giao-viec': {
    delegator: 'answers',
    delegate: 'executes',
    passedOn: true,
    legalBasis: 'Giao nhiệm vụ trong nội bộ hệ thống; không chuyển trách nhiệm.',
  },
  'uy-quyen': {
    delegator: 'answers',
    delegate: 'executes',
    passedOn: false,
    legalBasis: 'Luật 72/2025/QH15, Điều 14 (ủy quyền): bên ủy quyền chịu trách nhiệm, không ủy quyền lại.',
  },
  'phan-cap': {
    delegator: 'answers',
    delegate: 'executes',
    passedOn: false,
    legalBasis: 'Luật 72/2025/QH15, Điều 13 (phân cấp): bên phân cấp chịu trách nhiệm, không phân cấp tiếp.',
  },
  'phan-quyen': {
    delegator: 'oversees',
    delegate: 'answers',
    passedOn: true,
    legalBasis: 'Luật 72/2025/QH15, Điều 12 (phân quyền): cấp được phân quyền tự chịu trách nhiệm.',
  },
};
