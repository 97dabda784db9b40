import Kernel
import Web

extension Problem {
  /// The status of a page that shows a refused form again.
  var pageStatus: HTTPStatus { HTTPStatus(code: kind.status) }
}

/// Text that people wrote: set in the direction of its own script.
func written(_ text: String) -> HTML { "<span dir=\"auto\">\(text)</span>" }
