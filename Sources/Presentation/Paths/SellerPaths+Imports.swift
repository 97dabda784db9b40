import Catalog
import Kernel
import Web

/// The addresses of files with products.
extension SellerPaths {
  /// Files that were brought in, and the form for the next.
  package var imports: String { "/sell/\(shop)/imports" }

  /// What became of one file, or only the rows with this result.
  package func imported(_ file: ImportID, outcome: String? = nil) -> String {
    ListAddress.make("/sell/\(shop)/imports/\(file)", [("outcome", outcome)])
  }

  /// Where the pictures of a file are fetched again.
  package func pictureRetries(of file: ImportID) -> String { "\(imported(file))/picture-retries" }

  /// Where a file is looked at once more with other columns.
  package func importCheck(of file: ImportID) -> String { "\(imported(file))/check" }

  /// Where a file is brought in that was looked at.
  package func importStart(of file: ImportID) -> String { "\(imported(file))/start" }

  /// Where a file goes that was looked at and is not wanted.
  package func importDiscard(of file: ImportID) -> String { "\(imported(file))/discard" }

  /// The rejected rows of a file, with reasons.
  package func rejectedRows(of file: ImportID) -> String { "\(imported(file))/rejected.csv" }

  /// A small file that shows which columns are read.
  package var importTemplate: String { "/sell/\(shop)/imports/template.csv" }

  /// All products in a file.
  package var productFile: String { "/sell/\(shop)/exports/products.csv" }

  /// All products in a file of Souk's own format.
  package var ownProductFile: String { "/sell/\(shop)/exports/products.csv?format=souk" }
}
