import { render } from 'preact';
import { SignInPage } from './sign-in-page.tsx';

const root = document.getElementById('page');
if (root !== null) render(<SignInPage />, root);
