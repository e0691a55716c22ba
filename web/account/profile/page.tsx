import { PageFrame } from '../../app/page.tsx';
import { accountWords } from '../words.ts';

export { accountWords as words } from '../words.ts';

export function Page() {
  return <PageFrame title={accountWords.texts().navigation.profile}>{null}</PageFrame>;
}
