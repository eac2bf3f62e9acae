import { it } from '@jest/globals';
it('waits', async () => { await new Promise(() => undefined); }, 60000);
