import { render } from 'preact';
import { takeSignInHint } from '../shared/sign-in-hint.ts';
import { SignInPage } from './sign-in-page.tsx';

const root = document.getElementById('page');
if (root !== null) render(<SignInPage hint={takeSignInHint()} />, root);
