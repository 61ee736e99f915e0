"""Names for codes and units, so that a counter is never passed where a queue is wanted."""

from typing import NewType

# The bus
AnnouncementId = NewType("AnnouncementId", str)
ClientCode = NewType("ClientCode", str)
DeviceCode = NewType("DeviceCode", str)
HallCode = NewType("HallCode", str)
RequestId = NewType("RequestId", str)
ZoneCode = NewType("ZoneCode", str)

# The hall as data
CounterCode = NewType("CounterCode", str)
KioskCode = NewType("KioskCode", str)
QueueLetter = NewType("QueueLetter", str)
SectionCode = NewType("SectionCode", str)
ServiceCode = NewType("ServiceCode", str)
SituationCode = NewType("SituationCode", str)
StaffNo = NewType("StaffNo", str)

# The day
ServingId = NewType("ServingId", str)
TicketId = NewType("TicketId", str)
TicketNumber = NewType("TicketNumber", str)
VisitorKey = NewType("VisitorKey", str)
