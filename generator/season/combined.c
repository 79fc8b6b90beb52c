/*
 * combined -- the PDF of all records of a document, while threads make them.
 *
 * Every record of it passes combined_add once, in the order of the plan: with its pages, or with none when it is left
 * out or has failed.  `next` is the record whose turn it is; a thread that comes early sleeps until its turn.  No turn
 * waits in a circle: threads take records in that same order, so the one whose turn it is has been taken, and on the
 * way here its thread waits for nothing.
 *
 * Of a file that lacks one record nothing is written, so after the first failure pages are no longer added.
 */
#include "season/combined.h"

void
combined_open(struct combined *c, const struct plan_entry *whole, size_t first)
{
	*c = (struct combined){.whole = whole, .first = first, .next = first};
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->turn_passed, NULL);
}

void
combined_close(struct combined *c)
{
	if (c->press)
		press_close(c->press);
	c->press = NULL;
	pthread_cond_destroy(&c->turn_passed);
	pthread_mutex_destroy(&c->lock);
}

/* With the lock: nobody else is at work on it. */
static void
wait_for_turn(struct combined *c, size_t index)
{
	while (c->next < index)
		pthread_cond_wait(&c->turn_passed, &c->lock);
}

static bool
add_pages(struct combined *c, struct arena *a, struct report *r, const struct plan_entry *e, const struct pages *pages)
{
	if (!c->press)
		c->press = press_open(c->whole->document->name, c->created);
	if (!press_add(c->press, a, r, pages, e->bookmark, e->document->begins_sheets))
		return false;
	c->added++;
	return true;
}

bool
combined_add(struct combined *c, struct arena *a, struct report *r, const struct plan_entry *e, size_t index,
	     const struct pages *pages, bool has_failed)
{
	bool ok = true;

	pthread_mutex_lock(&c->lock);
	wait_for_turn(c, index);
	if (pages && !c->failed) /* one that lacks a record is not made */
		ok = add_pages(c, a, r, e, pages);
	c->failed += has_failed || !ok;
	c->next++;
	pthread_cond_broadcast(&c->turn_passed);
	pthread_mutex_unlock(&c->lock);
	return ok;
}

void
combined_wait(struct combined *c, size_t index, size_t *failed, size_t *added)
{
	pthread_mutex_lock(&c->lock);
	wait_for_turn(c, index);
	*failed = c->failed;
	*added = c->added;
	pthread_mutex_unlock(&c->lock);
}

bool
combined_finish(struct combined *c, struct arena *a, struct report *r, struct buffer *out, int *pages)
{
	bool ok = press_finish(c->press, a, r, out, pages);

	press_close(c->press);
	c->press = NULL;
	return ok;
}
