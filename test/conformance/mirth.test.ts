import { describeEngine } from './engine-conformance.ts';
import { startPracticeSubject } from './practice-subject.ts';

describeEngine('mirth', async () => {
  const subject = await startPracticeSubject();
  return { ...subject, open: (connection) => subject.open(connection === undefined ? {} : { connection }) };
});
