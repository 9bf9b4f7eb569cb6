import { roomsSource } from '../../contracts/fixtures/rooms.ts';
import { testEveryField } from '../fixtures/every-field.ts';

testEveryField(roomsSource);
