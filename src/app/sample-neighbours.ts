/** The people of the sample neighbourhood and what they wrote, each in their own language. */
import type { NeedWords, Side } from '../areas/needs/need.ts';

export interface SampleNeed extends Pick<NeedWords, 'what' | 'words' | 'urgency' | 'zone'> {
  readonly side: Side;
  readonly amount?: number;
  /** How long ago it was written. */
  readonly hoursAgo: number;
  /** Who has taken it on, by place in the list of people; the last one to say so is backup. */
  readonly claimedBy?: readonly number[];
  readonly isDone?: boolean;
}

export interface SampleNeighbour {
  readonly name: string;
  readonly language: string;
  readonly needs: readonly SampleNeed[];
}

export const SAMPLE_NEIGHBOURS: readonly SampleNeighbour[] = [
  {
    name: 'Rosa Delgado',
    language: 'es',
    needs: [
      {
        side: 'need',
        what: 'food',
        words: 'Leche y pan para los niños',
        urgency: 'today',
        zone: 'Río',
        amount: 4,
        hoursAgo: 3,
      },
      {
        side: 'offer',
        what: 'words',
        words: 'Ayudo con formularios en español',
        urgency: 'none',
        zone: 'Río',
        hoursAgo: 200,
      },
    ],
  },
  {
    name: 'Yusuf Haddad',
    language: 'ar',
    needs: [
      {
        side: 'need',
        what: 'ride',
        words: 'إلى العيادة صباحاً، مع كرسي متحرك',
        urgency: 'week',
        zone: 'Hill',
        hoursAgo: 20,
        claimedBy: [2],
      },
      {
        side: 'offer',
        what: 'repair',
        words: 'أصلح الأبواب والأقفال',
        urgency: 'none',
        zone: 'Hill',
        hoursAgo: 300,
      },
    ],
  },
  {
    name: 'Mina Park',
    language: 'en',
    needs: [
      {
        side: 'offer',
        what: 'ride',
        words: 'Car with room for a wheelchair, Tuesdays',
        urgency: 'none',
        zone: 'Hill',
        hoursAgo: 400,
      },
      {
        side: 'need',
        what: 'things',
        words: 'A warm coat, child size 8',
        urgency: 'week',
        zone: 'Market',
        hoursAgo: 50,
        claimedBy: [4, 0],
      },
    ],
  },
  {
    name: 'Joseph Pierre',
    language: 'en',
    needs: [
      {
        side: 'need',
        what: 'company',
        words: 'Someone for a cup of tea on Sundays',
        urgency: 'none',
        zone: 'Market',
        hoursAgo: 90,
      },
      {
        side: 'need',
        what: 'repair',
        words: 'The heater does not start',
        urgency: 'today',
        zone: 'Market',
        hoursAgo: 6,
      },
    ],
  },
  {
    name: 'Grace Okafor',
    language: 'en',
    needs: [
      {
        side: 'need',
        what: 'food',
        words: 'Rice and beans for a week',
        urgency: 'week',
        zone: 'Río',
        amount: 2,
        hoursAgo: 120,
        claimedBy: [2],
        isDone: true,
      },
      {
        side: 'offer',
        what: 'care',
        words: 'I can watch children after school',
        urgency: 'none',
        zone: 'Río',
        hoursAgo: 500,
      },
    ],
  },
];
