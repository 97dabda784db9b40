import Foundation

/// Where the catalogues of this target's sentences are.
package enum AreasWords {
  /// The folder, or `nil` when the program was packed without it.
  package static let folder: URL? = Bundle.module.url(forResource: "Words", withExtension: nil)
}
