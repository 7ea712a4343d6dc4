import type { OfficeId } from '#domain/organisation/office.js';

/** Whoever asks has no leave to do it. */
export abstract class Denied extends Error {}

/** The policy does not allow it to this asker; it says nothing of what there is. */
export class NotAllowed extends Denied {
  constructor(readonly action: string) {
    super(`${action} is not allowed to whoever asks`);
    this.name = 'NotAllowed';
  }
}

/** The office in which somebody wants to act is not one that they hold on the day of the act. */
export class OfficeNotHeld extends Denied {
  constructor(readonly office: OfficeId) {
    super(`${office} is not held by whoever asks`);
    this.name = 'OfficeNotHeld';
  }
}

/** Several offices of the asker would do, and none was named. */
export class ActingOfficeNeeded extends Denied {
  constructor(readonly offices: readonly OfficeId[]) {
    super(`acting office to be named: ${offices.join(', ')}`);
    this.name = 'ActingOfficeNeeded';
  }
}

/** What the action is about is not on record, or is and the asker does not see it; nobody is told which. */
export class SubjectUnseen extends Denied {
  constructor(readonly stream: string) {
    super(`${stream} is not seen by whoever asks`);
    this.name = 'SubjectUnseen';
  }
}
