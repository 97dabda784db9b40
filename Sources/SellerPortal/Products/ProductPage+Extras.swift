import Catalog
import Kernel
import Presentation
import Web

extension ProductPage {
  /// A video, the warranty, and whether it can be paid at the door.
  var extras: HTML {
    """
    \(Field.input(
      "url", "video", "Video", in: form,
      hint: "The address of a video at YouTube or Vimeo, or of a file that ends in .mp4 or .webm.",
      required: false))\
    \(Field.number(
      "warrantyMonths", "Warranty", in: form, required: false, minimum: 1,
      maximum: ProductRules.mostWarrantyMonths, unit: "months"))\
    \(Field.multiline(
      "warrantyText", "Warranty in words", in: form, required: false, rows: 3,
      maximumLength: ProductRules.longestWarranty))\
    \(Field.select(
      "takesCashOnDelivery", "Can be paid on delivery", [Choice("true", "Yes"), Choice("false", "No")],
      in: form, hint: "An order with something that can't be is paid in another way."))
    """
  }
}
