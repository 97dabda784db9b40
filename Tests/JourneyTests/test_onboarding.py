"""A vendor tells who they are, is asked for more, sends papers and bank details, and is approved, over the API alone."""
import base64
import subprocess

import psycopg2
import requests

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
SECRETS = ["Zauberschalen GmbH", "DE999888777", "Geheimgasse 17", "Rita Rosenbusch", "5554443",
           "DE89370400440532013000", "passport-C01X00T47", "Reisepass"]
IBAN = "DE89 3704 0044 0532 0130 00"


def pdf(secret):
    text = f"%PDF-1.4\n%{secret}\n"
    offsets = []
    for body in ("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 "<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]>>"):
        offsets.append(len(text))
        text += f"{len(offsets)} 0 obj{body}endobj\n"
    start = len(text)
    text += "xref\n0 4\n0000000000 65535 f \n" + "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (text + f"trailer<</Size 4/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").encode()


def send(client, shop, content, kind="identity", name="Reisepass.pdf", expect=201):
    return client.call("POST", f"/shops/{shop}/documents", expect,
                       data={"kind": kind}, files={"file": (name, content, "application/pdf")})


def fetch(client, souk, path):
    headers = {"Authorization": f"Bearer {client.token}"} if client.token else {}
    return requests.get(souk.url + path, headers=headers, timeout=30, allow_redirects=False)


def on_disk(souk):
    """Every byte of the data folder besides mails, logs and keys, and every row of the database."""
    found = b""
    for path in souk.folder.rglob("*"):
        if path.is_file() and path.parent.name not in ("mail", "secrets") and path.suffix != ".log":
            found += path.read_bytes()
    if souk.engine == "postgres":
        connection = psycopg2.connect(souk.environment["DATABASE_URL"])
        cursor = connection.cursor()
        cursor.execute("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    found += bytes(value) if isinstance(value, memoryview) else str(value).encode()
        connection.close()
    return found


def test_a_vendor_is_approved(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor = client().sign_up("Rita", "rita@example.com")
    shop = vendor.post("/shops", {
        "name": "Ritas Schalen", "description": "Bowls.", "country": "DE", "currency": "EUR"})["id"]
    assert [line["item"] for line in vendor.get(f"/shops/{shop}/application")["checklist"] if line["isDone"]] \
        == ["description"]
    vendor.put(f"/shops/{shop}/application", {
        "businessType": "company", "legalName": "Zauberschalen GmbH", "taxId": "DE999888777",
        "address": {"line1": "Geheimgasse 17", "city": "Köln", "postalCode": "50667", "country": "DE"},
        "contactName": "Rita Rosenbusch", "phone": "+49 221 5554443"})
    asked = admin.post(f"/admin/shops/{shop}/request-information", {
        "message": "Who owns the company?", "items": ["Extract of the register"]})
    assert asked["status"] == "pending"
    souk.mails(to="rita@example.com", subject="need more")
    passport = send(vendor, shop, pdf("passport-C01X00T47"))
    send(vendor, shop, PNG, kind="registration", name="../register.exe")
    send(vendor, shop, b"PK\x03\x04" + b"\0" * 500, name="harmless.pdf", expect=422)
    send(vendor, shop, b"MZ" + b"\0" * 500, name="harmless.pdf", expect=422)
    assert [d["fileName"] for d in vendor.get(f"/shops/{shop}/documents")["items"]] \
        == ["Reisepass.pdf", "register.png"]
    bank = vendor.post(f"/shops/{shop}/payout-destinations", {
        "kind": "bank", "holder": "Rita Rosenbusch", "iban": IBAN})
    assert bank["label"] == "DE89 •••• 3000" and bank["isDefault"]
    vendor.post(f"/shops/{shop}/payout-destinations", {
        "kind": "bank", "holder": "Rita", "iban": "DE00370400440532013000"}, expect=422)
    souk.mails(to="rita@example.com", subject="is paid was changed")
    vendor.post(f"/shops/{shop}/application", {"message": "My sister and I."})
    assert vendor.get(f"/shops/{shop}/application")["isComplete"]

    seen = admin.get(f"/admin/shops/{shop}/application")
    assert seen["business"]["legalName"] == "Zauberschalen GmbH" and seen["question"]["answer"] == "My sister and I."
    file = fetch(admin, souk, f"/api/v1/admin/shops/{shop}/documents/{passport['id']}/file")
    assert file.content == pdf("passport-C01X00T47")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff" and "no-store" in file.headers["Cache-Control"]
    assert "sandbox" in file.headers["Content-Security-Policy"]
    admin.post(f"/admin/shops/{shop}/documents/{passport['id']}/accept")
    vendor.delete(f"/shops/{shop}/documents/{passport['id']}", expect=409)
    paid = admin.get(f"/admin/shops/{shop}/payout-destinations")["items"]
    assert paid[0]["iban"] == IBAN.replace(" ", "")
    admin.post(f"/admin/shops/{shop}/approve", {"version": seen["version"]})
    admin.post(f"/admin/shops/{shop}/suspend", {"reason": "Late.", "version": seen["version"]}, expect=409)
    kinds = [entry["kind"] for entry in vendor.get(f"/shops/{shop}/application")["history"]]
    assert kinds == ["approved", "answered", "asked", "submitted"]
    table = fetch(admin, souk, "/api/v1/admin/shops.csv?q=schalen")
    assert table.headers["Content-Type"].startswith("text/csv") and "Ritas Schalen" in table.text

    stored = on_disk(souk)
    for word in SECRETS:
        assert word.encode() not in stored, f"{word} can be read on the disk"


def test_documents_stay_private(souk, client):
    souk.make_admin()
    owner = client().sign_up("Rita", "rita@example.com")
    stranger = client().sign_up("Mallory", "mallory@example.com")
    visitor = client()
    shop = owner.post("/shops", {
        "name": "Ritas Schalen", "description": "Bowls.", "country": "DE", "currency": "EUR"})["id"]
    other = stranger.post("/shops", {
        "name": "Mallorys", "description": "x", "country": "DE", "currency": "EUR"})["id"]
    document = send(owner, shop, pdf("passport-C01X00T47"))["id"]
    key = f"documents/{shop}/{document}.sealed"
    assert (souk.folder / "private" / key).is_file()
    paths = [
        f"/media/{key}", f"/media/private/{key}", f"/media/../private/{key}", f"/media/%2e%2e/private/{key}",
        f"/media/..%2Fprivate%2F{key.replace('/', '%2F')}", f"/private/{key}", f"/{key}", f"/assets/../private/{key}",
        f"/media//{souk.folder}/private/{key}", f"/api/v1/shops/{shop}/documents/{document}/file",
        f"/api/v1/admin/shops/{shop}/documents/{document}/file",
        f"/api/v1/shops/{other}/documents/{document}/file", f"/sell/{shop}/application/documents/{document}/file",
        f"/admin/shops/{shop}/documents/{document}/file",
    ]
    for path in paths:
        for person in (visitor, stranger):
            answer = fetch(person, souk, path)
            assert answer.status_code in (303, 400, 401, 403, 404), f"{path} answers {answer.status_code}"
            assert b"%PDF" not in answer.content
        raw = subprocess.run(
            ["curl", "-s", "--path-as-is", "-o", "-", "-w", "\n%{http_code}", souk.url + path],
            capture_output=True, timeout=30, check=True).stdout
        assert raw.rsplit(b"\n", 1)[1] != b"200" and b"%PDF" not in raw, path
    assert fetch(owner, souk, f"/api/v1/shops/{shop}/documents/{document}/file").status_code == 200


def test_keys_are_rotated(souk, client, tmp_path):
    import os
    souk.stop()
    old, new = (f"{name}:{base64.b64encode(os.urandom(32)).decode()}" for name in ("old", "new"))
    souk.environment["ENCRYPTION_KEYS"] = old
    souk.start()
    vendor = client().sign_up("Rita", "rita@example.com")
    shop = vendor.post("/shops", {
        "name": "Ritas", "description": "Bowls.", "country": "DE", "currency": "EUR"})["id"]
    vendor.put(f"/shops/{shop}/application", {"businessType": "individual", "legalName": "Rita Rosenbusch"})
    vendor.post(f"/shops/{shop}/payout-destinations", {"kind": "paypal", "email": "r@example.com"})
    document = send(vendor, shop, pdf("rotated"))["id"]
    souk.stop()
    souk.environment["ENCRYPTION_KEYS"] = f"{new},{old}"
    done = souk.command("keys", "reseal")
    assert done.returncode == 0, done.stdout + done.stderr
    souk.environment["ENCRYPTION_KEYS"] = new
    souk.start()
    vendor.sign_in("rita@example.com")
    assert vendor.get(f"/shops/{shop}/application")["business"]["legalName"] == "Rita Rosenbusch"
    assert vendor.get(f"/shops/{shop}/payout-destinations")["items"][0]["label"].endswith("@example.com")
    assert fetch(vendor, souk, f"/api/v1/shops/{shop}/documents/{document}/file").content == pdf("rotated")
