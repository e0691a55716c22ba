import { startPage } from '../app/start.tsx';
import { Console } from './console.tsx';
import { consoleWords } from './words.ts';

await startPage({ base: '/console', words: consoleWords, render: () => <Console /> });
