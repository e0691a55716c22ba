import { startPage } from '../app/start.tsx';
import { Account } from './account.tsx';
import { accountWords } from './words.ts';

await startPage({
  base: '/account',
  words: accountWords,
  render: () => <Account />,
  failedHint: () => accountWords.texts().closed.text,
});
