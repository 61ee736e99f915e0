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
CaseId = NewType("CaseId", str)
CertificateCode = NewType("CertificateCode", str)
CounterCode = NewType("CounterCode", str)
DatabaseCode = NewType("DatabaseCode", str)
DepartmentCode = NewType("DepartmentCode", str)
DocumentCode = NewType("DocumentCode", str)
ELicenceCode = NewType("ELicenceCode", str)
FieldKey = NewType("FieldKey", str)
Flag = NewType("Flag", str)
FormCode = NewType("FormCode", str)
KioskCode = NewType("KioskCode", str)
MaterialCode = NewType("MaterialCode", str)
PackageCode = NewType("PackageCode", str)
PersonaCode = NewType("PersonaCode", str)
QueueLetter = NewType("QueueLetter", str)
RoleCode = NewType("RoleCode", str)
ScenarioCode = NewType("ScenarioCode", str)
SectionCode = NewType("SectionCode", str)
ServiceCode = NewType("ServiceCode", str)
SituationCode = NewType("SituationCode", str)
StaffNo = NewType("StaffNo", str)

# The day
ProofId = NewType("ProofId", str)
RecordId = NewType("RecordId", str)
SerialNo = NewType("SerialNo", str)
ServingId = NewType("ServingId", str)
TicketId = NewType("TicketId", str)
TicketNumber = NewType("TicketNumber", str)
VisitorKey = NewType("VisitorKey", str)

# Units
Minutes = NewType("Minutes", int)
WorkingDays = NewType("WorkingDays", int)
