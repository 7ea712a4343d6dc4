import { firstReminderOn, mayStillRemind, remindersDue } from '#domain/drafts/reminder.js';
import { reportingDuty } from '#domain/figures/reporting-duty.js';
import { intent, type Reaction } from './reaction.js';

/**
 * Report missing → a draft reminder on the head in office. A duty has one timer, which looks every day for the figures
 * that were due by the day before; each unit gets one draft at a time, and a figure is named in one of them only.
 */
export const reminder: Reaction = {
  name: 'reminder',
  sets: {
    ReportingDutySet: ({ id, data, stream }, facts) => {
      const duty = facts.of(reportingDuty, data.dutyId);
      return duty ? [{ subject: duty.id, cause: id, dueOn: firstReminderOn(duty), streams: [stream] }] : [];
    },
  },
  due: (facts, { subject, cause }, today) => {
    const duty = facts.of(reportingDuty, subject);
    if (duty?.at.id !== cause || !mayStillRemind(duty, today)) return 'never';
    // Named by the first of the days, so that what was about to be drafted before midnight is the same after it.
    return remindersDue(facts, duty, today).map(({ unit, days }) =>
      intent(`${unit} ${days[0] ?? today}`, 'DraftReminder', (draftId) => ({
        draftId,
        dutyId: subject,
        unit,
        on: today,
      })),
    );
  },
};
