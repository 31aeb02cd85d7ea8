import { afterAll } from 'vitest';
import { endIdleThreads } from './start-thread.ts';

afterAll(endIdleThreads);
