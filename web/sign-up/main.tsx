import { render } from 'preact';

import { firstLanguage } from '../shared/locale.ts';
import { loadTexts } from './catalog.ts';
import { SignUpPage } from './sign-up-page.tsx';

const firstTexts = await loadTexts(firstLanguage());
const root = document.getElementById('page');
if (root !== null) render(<SignUpPage firstTexts={firstTexts} />, root);
