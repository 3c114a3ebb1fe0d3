from refexport.api import Entry as Entry
from refexport.api import Finding as Finding
from refexport.api import Project as Project
from refexport.api import RefexportError as RefexportError
from refexport.api import Written as Written
from refexport.api import check as check
from refexport.api import export as export
from refexport.api import load as load

__version__: str
