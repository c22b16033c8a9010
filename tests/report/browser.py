"""A headless Chromium, by the WebDriver protocol (W3C WebDriver; Chromium's own commands for colour schemes and logs).

    with Browser() as browser:
        browser.open(path)
        browser.type("#search", "point")
        shown = browser.run("return document.querySelectorAll('.difference:not([hidden])').length")

Needs chromium and chromedriver on the path. Everything that the browser keeps is in a folder of its own, which is removed.
"""
import base64
import json
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1280,1000"]
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class BrowserError(Exception):
    pass


class Browser:
    def __init__(self):
        self.folder = tempfile.mkdtemp()
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.session = None
        self.address = None
        for line in self.driver.stdout:
            started = re.search(r"started successfully on port (\d+)", line)
            if started:
                self.address = f"http://127.0.0.1:{started[1]}/session"
                break

    def __enter__(self):
        if not self.address:
            self.__exit__()
            raise BrowserError("chromedriver did not start")
        options = {"args": ARGUMENTS + [f"--user-data-dir={self.folder}"]}
        capabilities = {"browserName": "chrome", "goog:chromeOptions": options,
                        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        try:
            self.session = self.call("POST", "", {"capabilities": {"alwaysMatch": capabilities}})["sessionId"]
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        try:
            if self.session:
                self.call("DELETE", f"/{self.session}")
        finally:
            self.driver.send_signal(signal.SIGTERM)
            self.driver.wait(20)
            self.driver.stdout.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise BrowserError(json.load(error)["value"]["message"].splitlines()[0]) from None

    def tell(self, path, **body):
        return self.call("POST", f"/{self.session}/{path}", body)

    def open(self, path, fragment=""):
        """Loads a file, without its fragment first, so that a new fragment is a new page."""
        self.tell("url", url="about:blank")
        self.log("browser"), self.log("performance")
        self.tell("url", url=pathlib.Path(path).resolve().as_uri() + fragment)

    def run(self, script, *arguments):
        return self.tell("execute/sync", script=script, args=list(arguments))

    def find(self, selector):
        return self.tell("element", using="css selector", value=selector)[ELEMENT]

    def type(self, selector, text):
        """Types as at a keyboard into what it finds, in place of what is there."""
        element = self.find(selector)
        self.tell(f"element/{element}/clear")
        self.tell(f"element/{element}/value", text=text)

    def click(self, selector):
        self.tell(f"element/{self.find(selector)}/click")

    def press(self, *keys):
        """Keys for whatever has the focus."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.tell("actions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def devtools(self, command, **parameters):
        return self.tell("goog/cdp/execute", cmd=command, params=parameters)

    def set_features(self, **features):
        """Media features, "prefers-color-scheme" as prefers_color_scheme."""
        self.devtools("Emulation.setEmulatedMedia",
                      features=[{"name": name.replace("_", "-"), "value": value} for name, value in features.items()])

    def resize(self, width, height):
        self.tell("window/rect", width=width, height=height)

    def log(self, kind):
        """What was logged since the last time: "browser", "performance"."""
        return self.tell("se/log", type=kind)

    def requests(self):
        """Addresses that were asked for since the page was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.log("performance")]
        return [message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"]

    def picture(self, path, selector=None):
        """A PNG of the page as it is seen, or of one element."""
        where = f"element/{self.find(selector)}/screenshot" if selector else "screenshot"
        pathlib.Path(path).write_bytes(base64.b64decode(self.call("GET", f"/{self.session}/{where}")))
