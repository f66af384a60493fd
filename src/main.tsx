/** Puts the app on the page. */
import './ui/look.ts';
import { startApp } from './app/start.tsx';

void startApp(document.getElementById('app') ?? document.body);
