import { describeEventLog } from './event-log.contract.js';
import { InMemoryEventLog, InMemoryLogStore } from './in-memory.event-log.js';

describeEventLog('InMemoryEventLog', async () => {
  const store = new InMemoryLogStore();
  const [log, other] = [new InMemoryEventLog(store), new InMemoryEventLog()];
  return {
    log,
    other,
    reopen: async () => new InMemoryEventLog(store),
    close: async () => {
      await log.close();
      await other.close();
    },
  };
});
