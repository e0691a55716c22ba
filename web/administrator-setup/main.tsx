import { render } from 'preact';

import { firstLanguage } from '../shared/locale.ts';
import { loadWords } from './catalog.ts';
import { SetupPage } from './setup-page.tsx';

const firstWords = await loadWords(firstLanguage());
const root = document.getElementById('page');
if (root !== null) render(<SetupPage firstWords={firstWords} />, root);
