import { render } from 'preact';
import { firstLanguage } from '../shared/locale.ts';
import { SignUpPage } from './sign-up-page.tsx';
import { loadTexts } from './catalogue.ts';

const firstTexts = await loadTexts(firstLanguage());
const root = document.getElementById('page');
if (root !== null) render(<SignUpPage firstTexts={firstTexts} />, root);
