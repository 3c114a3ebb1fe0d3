from refexport.api import check as check
from refexport.api import export as export
from refexport.api import load as load

__version__: str
