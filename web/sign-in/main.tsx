import { render } from 'preact';

import { firstLanguage } from '../shared/locale.ts';
import { takeSignInHint } from '../shared/sign-in-hint.ts';
import { loadTexts } from './catalog.ts';
import { SignInPage } from './sign-in-page.tsx';

const hint = takeSignInHint();
const firstTexts = await loadTexts(hint.language ?? firstLanguage());
const root = document.getElementById('page');
if (root !== null) render(<SignInPage hint={hint} firstTexts={firstTexts} />, root);
