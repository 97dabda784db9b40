import Kernel

/// Pictures of a product: a row that snaps, thumbnails, zoom. Without script the thumbnails jump to their
/// picture and a picture opens by itself.
package enum Gallery {
  /// The gallery; `zoomPaths` are the largest sizes, in the order of `pictures`.
  package static func show(_ pictures: [Picture], zoomPaths: [String], title: String) -> HTML {
    guard !pictures.isEmpty else {
      return "<div class=\"gallery\"><div class=\"gallery__single\">\(Picture.placeholder(title))</div></div>"
    }
    let slides = pictures.enumerated().map { index, picture -> HTML in
      let zoom = zoomPaths.indices.contains(index) ? zoomPaths[index] : picture.path
      return """
        <li class="gallery__slide" id="picture-\(index + 1)"><a class="blur-up" href="\(zoom)" data-zoom \
        aria-label="\(say: "Zoom picture \(index + 1) of \(title)")">\
        \(picture.html(
          sizes: "(min-width: 1100px) 560px, 100vw", isEager: index == 0, isBlurredFirst: true))</a></li>
        """
    }
    let thumbnails = pictures.enumerated().map { index, picture -> HTML in
      let marker: String? = index == 0 ? "true" : nil
      return """
        <li><a class="gallery__thumbnail" href="#picture-\(index + 1)" aria-label="\(say: "Picture \(index + 1)")"\
        \(attribute: "aria-current", marker)>\(picture.html(sizes: "72px"))</a></li>
        """
    }
    return """
      <div class="gallery" data-module="gallery"><ul class="gallery__stage" tabindex="0" \
      aria-label="\(say: "Pictures of \(title)")">\(slides)</ul>\
      \(when: pictures.count > 1, "<ul class=\"gallery__thumbnails\">\(thumbnails)</ul>")\
      <dialog class="zoom" data-zoom-dialog aria-label="\(say: "Picture of \(title)")">\
      <button type="button" class="icon-button zoom__close" data-close aria-label="\(say: "Close")">\
      \(Icon.show(.close))</button>\
      <img class="zoom__picture" alt=""></dialog></div>
      """
  }
}

/// A picture that was uploaded, in the list that can be put in order.
package struct UploadedPicture: Sendable {
  let id: String
  let picture: Picture
  /// Whether edits can be taken back.
  let isEdited: Bool

  /// An uploaded picture.
  package init(id: String, picture: Picture, isEdited: Bool = false) {
    self.id = id
    self.picture = picture
    self.isEdited = isEdited
  }
}

/// Pictures of a thing being edited: upload with progress, drag to order, remove.
package enum PictureEditor {
  /// The order as the editor's forms show and send it.
  package static func order(_ ids: [String]) -> FormState {
    FormState(values: ["order": ids.joined(separator: ",")]).ofStored
  }

  /// A form of its own (don't nest it). It posts files as `images` to `uploadPath`, the new order as `order`
  /// (ids with commas) with its `basis` to `orderPath`, and a removed one as `image` to `removePath`; each redirects
  /// back. With `editing` each picture has a dialog of edits.
  package static func show(
    _ pictures: [UploadedPicture], uploadPath: String, orderPath: String, removePath: String,
    editing: PictureEdits? = nil, maximumMegabytes: Int = 8
  ) -> HTML {
    let ids = pictures.map(\.id)
    let items = pictures.enumerated().map { index, uploaded -> HTML in
      item(uploaded, index, ids, orderPath: orderPath, canEdit: editing != nil)
    }
    return """
      <div class="uploads" id="pictures" data-module="uploads" data-order="\(orderPath)" \
      data-basis="\(basis(ids))">\
      <ul class="uploads__list" data-uploads>\(items)</ul>\
      <form class="uploads__drop" method="post" action="\(uploadPath)" enctype="multipart/form-data">\
      \(Icon.large(.upload))<label class="uploads__label" for="upload-images">\(say: "Choose pictures or drop them here")</label>\
      <p class="field__hint" id="upload-hint">\(hint(maximumMegabytes))</p>\
      <input class="input input--file" type="file" id="upload-images" name="images" multiple required \
      accept="image/jpeg,image/png,image/webp" aria-describedby="upload-hint">\
      <button class="button button--secondary no-script" type="submit"><span>\(say: "Upload")</span></button>\
      <progress class="progress__bar" max="100" value="0" hidden aria-label="\(say: "Upload")"></progress></form>\
      \(pictures.enumerated().map { removal($1, $0, removePath) })\
      \(editing.map { edits in pictures.enumerated().map { edits.dialog($1, $0) } } ?? [])</div>
      """
  }

  private static func item(
    _ uploaded: UploadedPicture, _ index: Int, _ ids: [String], orderPath: String, canEdit: Bool
  ) -> HTML {
    """
    <li class="uploads__item" data-id="\(uploaded.id)" draggable="true">\
    \(uploaded.picture.html(sizes: "140px"))\
    \(when: index == 0, Badge.show("Main"))<div class="uploads__tools">\
    \(when: index > 0, move(.arrowLeft, "Move earlier", ids, index, index - 1, orderPath))\
    \(when: index < ids.count - 1, move(.arrowRight, "Move later", ids, index, index + 1, orderPath))\
    \(when: canEdit, Button.iconDialog(
      .edit, label: "Edit picture \(index + 1)", opens: PictureEdits.dialog(index)))\
    \(Button.iconDialog(.trash, label: "Remove picture \(index + 1)", opens: dialog(index)))</div></li>
    """
  }

  private static func dialog(_ index: Int) -> String { "remove-picture-\(index + 1)" }

  /// Asks before a picture is gone; the other parts of the page keep what was typed into them.
  private static func removal(_ uploaded: UploadedPicture, _ index: Int, _ path: String) -> HTML {
    Dialog.confirm(
      id: dialog(index), title: "Remove picture \(index + 1)?", text: "This can't be taken back.",
      label: "Remove", to: path, fields: [("image", uploaded.id)],
      more: uploaded.picture.html(sizes: "140px"), replace: "#pictures")
  }

  private static func hint(_ maximumMegabytes: Int) -> Words {
    "JPEG, PNG or WebP, up to \(maximumMegabytes) MB each. The first is the one on cards."
  }

  private static func move(
    _ symbol: Symbol, _ label: Words, _ ids: [String], _ first: Int, _ second: Int, _ path: String
  ) -> HTML {
    let order = swapped(ids, first, second).joined(separator: ",")
    return Button.iconPost(
      symbol, label: label, to: path, fields: [("order", order), (FormBasis.field, basis(ids))],
      replace: "#pictures")
  }

  private static func basis(_ ids: [String]) -> String { order(ids).basis?.text ?? "" }

  private static func swapped(_ ids: [String], _ first: Int, _ second: Int) -> [String] {
    guard ids.indices.contains(first), ids.indices.contains(second) else { return ids }
    var result = ids
    result.swapAt(first, second)
    return result
  }
}
