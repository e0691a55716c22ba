import {firstAnswer} from './first-answer.ts';console.log(await firstAnswer());
