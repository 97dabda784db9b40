import Kernel

/// Bars that show a share of a whole.
package enum ProgressBar {
  /// A labelled bar with its numbers: "1,240 of 19,406".
  package static func show(_ label: Words, _ done: Int, of total: Int) -> HTML {
    """
    <div class="progress"><div class="progress__head"><span>\(label)</span>\
    <span class="num muted">\(say: "\(done) of \(total)")</span></div>\
    <progress class="progress__bar" value="\(done)" max="\(max(1, total))" aria-label="\(label)">\
    \(say: "\(done) of \(total)")</progress></div>
    """
  }

  /// The bar alone, where a number stands beside it.
  package static func bar(_ part: Int, of whole: Int) -> HTML {
    """
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">\
    <rect class="bar__track" width="100" height="8"/>\
    <rect class="bar__fill" width="\(whole > 0 ? min(100, part * 100 / whole) : 0)" height="8"/></svg>
    """
  }
}
