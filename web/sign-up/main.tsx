import { render } from 'preact';
import { SignUpPage } from './sign-up-page.tsx';
import { texts } from './texts.ts';

document.documentElement.lang = texts.language;
const root = document.getElementById('page');
if (root !== null) render(<SignUpPage />, root);
