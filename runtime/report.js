// The HTML report of `braze check`: shows only those of the items that have the words searched for and a kind that is chosen.
"use strict";
(() => {
	const root = document.documentElement;
	const search = document.getElementById("search");
	const found = document.getElementById("found");
	const OPEN_AT_MOST = 500; // matches that a folded list is opened for
	const lists = [...document.querySelectorAll("section.list")].map(section => ({
		section,
		counts: [section.querySelector("h2 .count"), document.querySelector(`nav a[href="#${section.id}"] .count`)],
		buttons: [...section.querySelectorAll(".buttons button")],
		asides: [...section.querySelectorAll(".needs li")],
		folds: [...section.querySelectorAll("details.fold, section.group")],
		items: [...section.querySelectorAll(".item")].map(element => ({ element, kind: element.dataset.kind || "", text: null })),
	}));
	const entries = [...document.querySelectorAll("nav .subjects li")];
	const opened = new Set(); // what was opened for a search is closed after it

	// What an item is found by: all that it says.
	function textOf(item) {
		if (item.text === null) {
			item.text = item.element.textContent.toLowerCase();
		}
		return item.text;
	}

	function say(count, shown, total) {
		count.textContent = shown === total ? String(total) : `${shown} of ${total}`;
	}

	function filterFold(fold, searching) {
		const items = fold.querySelectorAll(".item");
		const shown = [...items].filter(item => !item.hidden).length;
		const count = fold.querySelector("summary .count");
		fold.hidden = shown === 0;
		if (count)
			say(count, shown, items.length);
		if (fold.tagName !== "DETAILS")
			return;
		if (searching && shown > 0 && shown <= OPEN_AT_MOST && !fold.open) {
			fold.open = true;
			opened.add(fold);
		} else if (!searching && opened.delete(fold)) {
			fold.open = false;
		}
	}

	function filterList(list, words) {
		const chosen = new Set(list.buttons.filter(button => button.ariaPressed === "true").map(button => button.dataset.kind));
		const matches = {};
		let shown = 0;
		for (const item of list.items) {
			const text = words.length ? textOf(item) : "";
			const match = words.every(word => text.includes(word));
			if (match)
				matches[item.kind] = (matches[item.kind] || 0) + 1;
			const visible = match && (chosen.size === 0 || chosen.has(item.kind));
			item.element.hidden = !visible;
			shown += visible;
		}
		for (const button of list.buttons)
			button.querySelector("b").textContent = matches[button.dataset.kind] || 0;
		for (const fold of list.folds)
			filterFold(fold, words.length > 0 || chosen.size > 0);
		for (const aside of list.asides)
			aside.hidden = !words.every(word => aside.textContent.toLowerCase().includes(word));
		for (const count of list.counts)
			say(count, shown, list.items.length);
		list.section.classList.toggle("empty", shown === 0 && list.items.length > 0);
		return shown;
	}

	function filter() {
		const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
		let shown = 0, total = 0;
		for (const list of lists) {
			shown += filterList(list, words);
			total += list.items.length;
		}
		for (const entry of entries) {
			const group = document.getElementById(entry.querySelector("a").hash.slice(1));
			entry.hidden = group !== null && group.hidden;
		}
		found.textContent = shown === total ? "" : `${shown} of ${total} shown`;
	}

	function showAll() {
		search.value = "";
		for (const list of lists)
			for (const button of list.buttons)
				button.ariaPressed = "false";
		filter();
	}

	// A link to what is hidden or folded up shows it.
	function showTarget() {
		const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
		if (!target)
			return;
		if (target.closest("[hidden]"))
			showAll();
		for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details"))
			fold.open = true;
		target.scrollIntoView();
	}

	root.classList.add("script");
	search.addEventListener("input", filter);
	document.getElementById("clear").addEventListener("click", () => {
		showAll();
		search.focus();
	});
	for (const list of lists)
		for (const button of list.buttons)
			button.addEventListener("click", () => {
				button.ariaPressed = button.ariaPressed === "true" ? "false" : "true";
				filter();
			});
	document.addEventListener("keydown", event => {
		const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
		if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
			event.preventDefault();
			search.focus();
		} else if (event.key === "Escape" && event.target === search) {
			showAll();
		}
	});
	addEventListener("hashchange", showTarget);
	filter(); // what the browser kept in the box when the page was loaded again
	if (location.hash)
		showTarget();
})();
