import { testEveryReader } from '../fixtures/every-reader.ts';
import { roomsSource } from '../fixtures/rooms.ts';

testEveryReader(roomsSource, [
  {
    consumer: 'biller',
    owner: 'team-billing',
    events: { StayClosed: ['/data/fee/amount', '/data/stayId', '/metadata/id'] },
  },
  {
    consumer: 'reminder',
    owner: 'team-desk',
    events: {
      StayBooked: ['/data/guest/contacts/*/value', '/data/labels/*', '/data/reminderAt', '/data/room-grid/*/*'],
    },
  },
  { consumer: 'thermostat', owner: 'team-rooms', events: { RoomMeasured: ['/data/high', '/metadata/occurredAt'] } },
]);
